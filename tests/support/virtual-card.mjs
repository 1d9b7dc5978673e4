import { connect } from 'node:net';
import process from 'node:process';

/** A card in the reader of vpcd for as long as this program runs: it has a UID, and answers nothing else. */
const { port, uid } = JSON.parse(process.argv[2] ?? '');

const GET_ATR = 4;
/** ISO/IEC 7816-3: a contactless card of PC/SC part 3 without historical bytes. */
const ATR = Buffer.from('3b80800101', 'hex');
const GET_UID = 'ffca000000';
const NOT_SUPPORTED = Buffer.from('6d00', 'hex');

const reader = connect(port, '127.0.0.1');
let unread = Buffer.alloc(0);

reader.on('connect', () => process.stdout.write('held\n'));
reader.on('data', (part) => {
  unread = Buffer.concat([unread, part]);
  while (unread.length >= 2 && unread.length >= 2 + unread.readUInt16BE()) {
    const message = unread.subarray(2, 2 + unread.readUInt16BE());
    unread = unread.subarray(2 + message.length);
    const answer = answerTo(message);
    if (answer !== undefined) send(answer);
  }
});
reader.on('error', () => process.exit(1));
reader.on('close', () => process.exit(0));

/** One byte orders power and resets, and asks for the ATR alone; anything longer is a command. */
function answerTo(message) {
  if (message.length === 1) return message[0] === GET_ATR ? ATR : undefined;
  return message.toString('hex') === GET_UID ? Buffer.from(`${uid}9000`, 'hex') : NOT_SUPPORTED;
}

function send(bytes) {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  reader.write(Buffer.concat([length, bytes]));
}
