export { createPolygonSource, createPolygonSource as createSource, type PolygonSourceOptions } from './source.js';
