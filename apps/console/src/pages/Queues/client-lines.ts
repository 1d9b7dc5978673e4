/** What somebody pastes to print to a queue. */
interface ClientLines {
  /** Windows knows IPP over TLS by the scheme of HTTP, on the same port (RFC 7472). */
  readonly windows: string;
  /** A command; macOS has it too. */
  readonly cups: string;
}

/** @param uri of the queue, `ipps://host:port/ipp/print/<path>` */
export function clientLines(uri: string, path: string): ClientLines {
  return {
    windows: uri.replace(/^ipp(s?):/, 'http$1:'),
    cups: `lpadmin -p ${path} -E -v ${uri} -m everywhere`,
  };
}
