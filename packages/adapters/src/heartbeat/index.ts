export { createHeartbeat, type Heartbeat, type HeartbeatOptions } from './heartbeat.js';
