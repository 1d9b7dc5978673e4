import * as z from 'zod';
import { idField } from './fields.ts';
import { unavailableReasonField } from './unavailable.ts';

/** Where the sheets lie. */
export const scanSourceField = z.enum(['platen', 'feeder']);
export type ScanSource = z.infer<typeof scanSourceField>;
export const scanColorField = z.enum(['color', 'grayscale', 'black-and-white']);
export type ScanColor = z.infer<typeof scanColorField>;
export const scanSizeField = z.enum(['a4', 'a5', 'a3', 'letter', 'legal']);
export type ScanSize = z.infer<typeof scanSizeField>;
export const scanFormatField = z.enum(['pdf', 'jpeg']);

/** Where scans can go: `me` by e-mail through the server · `usb` a stick in the terminal · folders of the profile. */
export const panelScanTarget = z.strictObject({
  id: z.union([z.enum(['me', 'usb']), idField('scanTarget')]),
  kind: z.enum(['me', 'usb', 'smb', 'webdav', 'sftp']),
  /** As in the profile; empty for `me` and `usb`, which the page names. */
  name: z.string(),
  available: z.boolean(),
  reason: unavailableReasonField.optional(),
  /** Taken on now, and sent after the server's return (table E). */
  held: z.boolean(),
});
export type PanelScanTarget = z.infer<typeof panelScanTarget>;

/** GET /scanner: what copy and scan can be asked for here. */
export const panelScanner = z.strictObject({
  platen: z.boolean(),
  feeder: z.strictObject({ duplex: z.boolean(), loaded: z.boolean() }).nullable(),
  /** Of the scanner, less what this person may not (G5). */
  colors: z.array(scanColorField),
  resolutions: z.array(z.int()),
  sizes: z.array(scanSizeField),
  /** Of the printer: what a copy can come out as. */
  copy: z.strictObject({ color: z.boolean(), duplex: z.boolean(), mostCopies: z.int() }),
  targets: z.array(panelScanTarget),
});
export type PanelScanner = z.infer<typeof panelScanner>;

/** POST /copy → 202 `panelTask`. */
export const panelCopyRequest = z.strictObject({
  source: scanSourceField,
  /** Originals with two printed sides; of the feeder alone. */
  twoSidedOriginal: z.boolean().default(false),
  copies: z.int().min(1).max(999).default(1),
  color: z.boolean().default(false),
  twoSided: z.boolean().default(false),
  size: scanSizeField.default('a4'),
});
export type PanelCopyRequest = z.infer<typeof panelCopyRequest>;

/** POST /scan → 202 `panelTask`. */
export const panelScanRequest = z.strictObject({
  target: panelScanTarget.shape.id,
  source: scanSourceField,
  twoSidedOriginal: z.boolean().default(false),
  color: scanColorField.default('color'),
  resolution: z.int().min(75).max(1_200).default(300),
  size: scanSizeField.default('a4'),
  format: scanFormatField.default('pdf'),
});
export type PanelScanRequest = z.infer<typeof panelScanRequest>;

/**
 * `scanning` sheets move · `more` from the glass: the next page, or finish · `printing` a copy comes out · `delivering` on its way to its
 * target · `done` · `held` waits here for the server · `cancelled` · `failed`, with the reason; `canRetry` where pages are still there.
 */
export const panelTaskState = z.enum([
  'scanning',
  'more',
  'printing',
  'delivering',
  'done',
  'held',
  'cancelled',
  'failed',
]);

/** Why a task stands still, or failed; each has a text in both languages. */
export const panelTaskReason = z.enum([
  'busy',
  'paper',
  'attention',
  'feeder-empty',
  'feeder-jam',
  'cover-open',
  'scanner-unreachable',
  'scanner-refused',
  'printer-unreachable',
  'printer-certificate',
  'format-not-supported',
  'print-failed',
  'target-unreachable',
  'target-sign-in',
  'target-refused',
  'target-full',
  'target-not-trusted',
  'no-usb-stick',
  'too-large',
  'no-email',
  'disk-full',
  'power-loss',
  'offline-page-limit',
]);
export type PanelTaskReason = z.infer<typeof panelTaskReason>;

/** A copy or scan of this session. */
export const panelTask = z.strictObject({
  id: idField('activity'),
  kind: z.enum(['copy', 'scan']),
  state: panelTaskState,
  /** Sides scanned so far. */
  pages: z.int(),
  /** Of a copy: printed so far, and all there will be; null before that is known. */
  impressions: z.int(),
  impressionsExpected: z.int().nullable(),
  reason: panelTaskReason.nullable(),
  canRetry: z.boolean(),
  /** Pages whose preview can be had: `GET /tasks/{id}/pages/{1…previews}` → image/jpeg. */
  previews: z.int(),
  target: panelScanTarget.pick({ id: true, kind: true, name: true }).nullable(),
});
export type PanelTask = z.infer<typeof panelTask>;

/** GET /tasks: newest first; and the event `tasks`. `POST /tasks/{id}/more|finish|retry|cancel` → 202. */
export const panelTasks = z.strictObject({ items: z.array(panelTask) });

/** Of `retry`, which may have no body: a scan goes to another target than before. */
export const panelTaskRetry = z.strictObject({ target: panelScanTarget.shape.id.optional() });
export type PanelTaskRetry = z.infer<typeof panelTaskRetry>;
