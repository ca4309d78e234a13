export {
  createMarketauxSource,
  createMarketauxSource as createSource,
  type MarketauxSourceOptions,
} from './source.js';
