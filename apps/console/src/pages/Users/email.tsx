/** Broken before the @ where it must be, never within a name. */
export function Email({ address }: { address: string | null }) {
  const [name = '–', host] = (address ?? '–').split('@');
  return host === undefined ? (
    name
  ) : (
    <>
      {name}
      <wbr />@{host}
    </>
  );
}
