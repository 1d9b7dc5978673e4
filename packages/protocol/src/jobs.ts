import * as z from 'zod';
import { bytesField, idField, instantField, spkiPinField } from './fields.ts';

const count = z.int().min(0).max(1_000_000_000);
export const sidesField = z.enum(['one-sided', 'two-sided-long-edge', 'two-sided-short-edge']);

/** A job that waits on the server, as much of it as a panel and a release need. */
export const serverJobMessage = z.strictObject({
  id: idField('job'),
  /** Whose it is; a terminal takes them from no list but the one it asked for. */
  userId: idField('user'),
  userName: z.string(),
  /** May print in colour (G5). */
  mayColor: z.boolean(),
  name: z.string(),
  createdAt: instantField,
  /** What the document was found to be. */
  format: z.string(),
  bytes: z.int().min(0),
  /** Of one copy; null where the document does not tell. */
  pages: count.nullable(),
  /** Of the document; null where it does not tell. */
  color: z.boolean().nullable(),
  /** The job attributes group in its IPP encoding. */
  template: bytesField({ min: 0, max: 65_536 }),
  /** RFC 8011 `job-priority`: 1 to 100. */
  priority: z.int().min(1).max(100),
});
export type ServerJob = z.infer<typeof serverJobMessage>;

/**
 * POST jobs: `user` what somebody logged in here may print now (pull print), newest first · `device` what this device is to print
 * without anybody there (direct print), in the order it is to be printed.
 */
export const jobsRequest = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('user'), userId: idField('user') }),
  z.strictObject({ of: z.literal('device') }),
]);
export type JobsRequest = z.infer<typeof jobsRequest>;
export const jobsAnswer = z.strictObject({ jobs: z.array(serverJobMessage).max(1_000) });
export type JobsAnswer = z.infer<typeof jobsAnswer>;

/**
 * POST jobClaim, before the release is journalled: from now on nobody else prints, changes or removes this job. The journal's
 * outcome of the activity ends the claim; one without a beginning in the journal ends when its terminal comes back without it.
 */
export const jobClaim = z.strictObject({
  jobId: idField('job'),
  activityId: idField('activity'),
  /** Whose session it is; null for a direct print. */
  userId: idField('user').nullable(),
});
export type JobClaim = z.infer<typeof jobClaim>;
/** `gone` no such job here any more · `taken` somebody else prints it, or it is being changed · `not-yours` another user's or device's. */
export const jobClaimAnswer = z.strictObject({ claim: z.enum(['claimed', 'gone', 'taken', 'not-yours']) });
export type JobClaimAnswer = z.infer<typeof jobClaimAnswer>;

/** POST jobDocument, a download: by the claim. */
export const jobDocumentRequest = z.strictObject({ jobId: idField('job'), activityId: idField('activity') });
export type JobDocumentRequest = z.infer<typeof jobDocumentRequest>;

/**
 * POST jobProgress: every few seconds while claimed jobs print, and once at each return. All activities of server jobs that are not
 * over at this terminal are named, and those whose outcome the server may not have yet: a claim that is not named, is older than a
 * minute and has no beginning in the books is void. So a return hands in the journal first.
 */
export const jobProgress = z.strictObject({
  running: z.array(z.strictObject({ activityId: idField('activity'), impressions: count, sheets: count })).max(1_000),
});
export type JobProgress = z.infer<typeof jobProgress>;
/** Which of them somebody cancelled at the server meanwhile. */
export const jobProgressAnswer = z.strictObject({ cancel: z.array(idField('activity')).max(1_000) });
export type JobProgressAnswer = z.infer<typeof jobProgressAnswer>;

/** POST jobRemoval: deleted at the panel by its owner. */
export const jobRemoval = z.strictObject({ jobId: idField('job'), userId: idField('user') });
export type JobRemoval = z.infer<typeof jobRemoval>;
export const jobRemovalAnswer = z.strictObject({ removed: z.boolean() });
export type JobRemovalAnswer = z.infer<typeof jobRemovalAnswer>;

/** POST deviceJobs: all jobs in this terminal's spool, after each change and at each return. */
export const deviceJobs = z.strictObject({
  jobs: z
    .array(
      z.strictObject({
        id: idField('job'),
        /** As the client gave it. */
        ownerName: z.string().max(255),
        userId: idField('user').nullable(),
        name: z.string().max(255),
        state: z.enum(['held', 'printing']),
        createdAt: instantField,
        format: z.string().max(255),
        bytes: z.int().min(0),
        pages: count.nullable(),
        color: z.boolean().nullable(),
        copies: z.int().min(1).max(9_999),
      }),
    )
    .max(2_000),
});
export type DeviceJobs = z.infer<typeof deviceJobs>;

/** POST printerReport, when it changes and at each return: what the device said of itself, and the certificate it showed (ipps). */
export const printerReport = z.strictObject({
  uri: z.string().max(1_023),
  uuid: z.string().max(128).nullable(),
  makeAndModel: z.string().max(127),
  color: z.boolean(),
  duplex: z.boolean(),
  formats: z.array(z.string().max(255)).max(100),
  media: z.array(z.string().max(255)).max(100),
  pagesPerMinute: z.int().min(0).max(10_000),
  /** Null over ipp, and before the first contact. */
  certificate: z.strictObject({ pin: spkiPinField, subject: z.string().max(1_000), notAfter: instantField }).nullable(),
});
export type PrinterReport = z.infer<typeof printerReport>;
