export { lexicon } from './lexicon.js';
