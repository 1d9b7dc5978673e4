import { utf8 } from '@holdover/kernel';
import { expect, test } from 'vitest';
import { createEventStreamReader, type StreamEvent } from './event-stream.ts';

const STREAM =
  '\uFEFF: still here\r\n\r\nid: 7\nevent: job.changed\ndata: {"a":\ndata: "ü"}\n\nevent: resync\rdata:{}\r\rid\ndata\n\ndata: cut';
const EVENTS: readonly StreamEvent[] = [
  { id: '7', name: 'job.changed', data: '{"a":\n"ü"}' },
  { id: '7', name: 'resync', data: '{}' },
  { id: '', name: 'message', data: '' },
];

test('events are what stands between empty lines, however the stream is cut', () => {
  const bytes = utf8(STREAM);
  for (let size = 1; size <= bytes.length; size++) {
    const read = createEventStreamReader();
    const events: StreamEvent[] = [];
    for (let from = 0; from < bytes.length; from += size) events.push(...read(bytes.subarray(from, from + size)));
    expect(events).toEqual(EVENTS);
  }
});

test('a line without end is given up, not held', () => {
  const read = createEventStreamReader();
  const piece = new Uint8Array(1024 * 1024).fill(0x61);
  expect(() => {
    for (let i = 0; i < 6; i++) read(piece);
  }).toThrow('event-too-long');
});
