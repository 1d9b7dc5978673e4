import { concatBytes } from '@holdover/kernel';
import { EsclFault } from './escl-fault.ts';
import { MOST_XML_BYTES } from './xml/read-xml.ts';

/** A document of XML, whole. @throws EsclFault for one that is longer than any of them is */
export async function readBody(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > MOST_XML_BYTES)
      throw new EsclFault('malformed', `no XML of eSCL: longer than ${MOST_XML_BYTES} octets`);
    parts.push(part);
  }
  return concatBytes(parts);
}

/** What else is said with a status matters to nobody; the connection serves on once it is read. */
export async function drop(body: AsyncIterable<Uint8Array>): Promise<void> {
  let left = MOST_XML_BYTES;
  for await (const part of body) {
    left -= part.length;
    if (left < 0) return;
  }
}
