import { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { seconds } from '@holdover/kernel';
import { createTransport, type SendMailOptions } from 'nodemailer';

import { addressOf, type MailAccess } from './mail-settings.ts';

export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same message sent twice has one id: who gets it may be shown it once (RFC 5322 §3.6.4). */
  readonly id: string;
  readonly attachment?: {
    readonly fileName: string;
    readonly type: string;
    readonly data: AsyncIterable<Uint8Array>;
  };
}

/** `detail` are the mail server's own words, or why it said none. `lasting` nothing will change that: this message is not taken. */
export type MailOutcome = { readonly sent: true; readonly detail: string } | NotSent;
interface NotSent {
  readonly sent: false;
  readonly lasting: boolean;
  readonly detail: string;
}

const CONNECT_WITHIN = seconds(15);
const SILENT_FOR = seconds(60);
const MOST_DETAIL = 500;

/** One message over a connection of its own, as the settings say. Never rejects. TLS is verified whenever it is spoken. */
export async function sendMail(access: MailAccess, message: MailMessage): Promise<MailOutcome> {
  const transport = createTransport(transportOptions(access));
  try {
    const { response } = await transport.sendMail(mailOf(access, message));
    return { sent: true, detail: wordsOf(response, access) };
  } catch (error) {
    return { sent: false, lasting: isLasting(error), detail: wordsOf(describe(error), access) };
  } finally {
    transport.close();
  }
}

function transportOptions({ settings, password }: MailAccess) {
  const { host, port, security, userName, authority } = settings;
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(userName === '' ? {} : { auth: { user: userName, pass: password } }),
    tls: {
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2' as const,
      ...(authority === null ? {} : { ca: [...rootCertificates, authority] }),
    },
    connectionTimeout: CONNECT_WITHIN,
    greetingTimeout: CONNECT_WITHIN,
    dnsTimeout: CONNECT_WITHIN,
    socketTimeout: SILENT_FOR,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function mailOf({ settings }: MailAccess, { to, subject, text, id, attachment }: MailMessage): SendMailOptions {
  const domain = addressOf(settings.from)?.split('@').at(-1) ?? 'localhost';
  return {
    from: settings.from,
    // As an address and no text: nothing in it is taken for a second recipient, or for a header.
    to: { name: '', address: to },
    subject,
    text,
    messageId: `<${id}@${domain}>`,
    // RFC 3834: nobody's absence answers it.
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(attachment === undefined ? {} : { attachments: [attachmentOf(attachment)] }),
  };
}

function attachmentOf({ fileName, type, data }: NonNullable<MailMessage['attachment']>) {
  return { filename: fileName, contentType: type, content: Readable.from(data, { objectMode: false }) };
}

/** RFC 5321 §4.2.1: a 5xx to recipient or content. A refused sign-in is for an administrator to mend, and the message stays. */
function isLasting(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('code' in error)) return false;
  const { responseCode, code } = error;
  return typeof responseCode === 'number' && responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'response' in error && typeof error.response === 'string' ? error.response : error.message;
}

/** One line, and never the password, should a server repeat what it was sent. */
function wordsOf(text: string, { password }: MailAccess): string {
  const forms = [password, Buffer.from(password).toString('base64')].filter((form) => form !== '');
  const clean = forms.reduce((words, form) => words.replaceAll(form, '…'), text);
  return clean
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, MOST_DETAIL);
}
