export { createTiingoSource, createTiingoSource as createSource, type TiingoSourceOptions } from './source.js';
