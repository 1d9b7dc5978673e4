/** The clock that keeps running on what it last knew. */
export function BrandMark({ size = 28 }: { size?: number }) {
  return <img src="/icon.svg" alt="" width={size} height={size} />;
}
