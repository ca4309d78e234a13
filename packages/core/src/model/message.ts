import * as z from 'zod';
import { alertNotification } from './alert.js';
import { newDataNotification } from './notification.js';

/** What is delivered to sinks, told apart by `eventType`. */
export const message = z.discriminatedUnion('eventType', [newDataNotification, alertNotification]);
export type Message = z.infer<typeof message>;
