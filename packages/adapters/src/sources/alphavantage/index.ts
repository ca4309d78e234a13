export {
  type AlphaVantageSourceOptions,
  createAlphaVantageSource,
  createAlphaVantageSource as createSource,
} from './source.js';
