import { type FileHandle, open } from 'node:fs/promises';
import { toError } from '@ingest/core';
import { invalidRecording } from './invalid.js';
import { createHarScanner, type HarLog, type ScannedEntry } from './scan.js';

const chunkBytes = 256 * 1024;

/**
 * Reads a HAR from begin to end in bounded memory; answers with the other members of its `log`.
 * Rejects with REPLAY_INVALID when the file cannot be read, is cut off or is not a HAR.
 */
export async function scanHarFile(path: string, onEntry: (entry: ScannedEntry) => void): Promise<HarLog> {
  const file = await openHarFile(path);
  try {
    const scanner = createHarScanner(onEntry);
    const chunk = Buffer.allocUnsafe(chunkBytes);
    for (let position = 0; ; ) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
      if (bytesRead === 0) return scanner.end();
      scanner.push(chunk.subarray(0, bytesRead));
      position += bytesRead;
    }
  } catch (error) {
    throw invalidRecording(path, toError(error).message, error);
  } finally {
    await file.close();
  }
}

async function openHarFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw invalidRecording(path, toError(error).message, error);
  }
}
