export { runLive } from './live.js';
export { runReplay } from './replay.js';
