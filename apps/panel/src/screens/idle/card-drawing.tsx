/** An ID card on its way to a reader. Drawn, so that it needs no language. */
export function CardDrawing() {
  return (
    <svg class="card-drawing" viewBox="0 0 320 190" aria-hidden="true" focusable="false">
      <g class="card-drawing__reader">
        <rect x="178" y="16" width="118" height="158" rx="20" class="cd-body" />
        <rect x="188" y="26" width="98" height="138" rx="13" class="cd-face" />
        <circle cx="237" cy="146" r="4" class="cd-lamp" />
      </g>
      <g class="card-drawing__waves">
        <path d="M226 106a15 15 0 0 1 0-24" />
        <path d="M214 116a30 30 0 0 1 0-44" />
        <path d="M202 126a45 45 0 0 1 0-64" />
      </g>
      <g class="card-drawing__card">
        <rect x="26" y="52" width="136" height="88" rx="11" class="cd-card" />
        <rect x="26" y="66" width="136" height="10" class="cd-stripe" />
        <rect x="40" y="88" width="30" height="37" rx="5" class="cd-photo" />
        <circle cx="55" cy="101" r="6.5" class="cd-person" />
        <path d="M44.5 122a10.5 10.5 0 0 1 21 0z" class="cd-person" />
        <rect x="82" y="92" width="62" height="7" rx="3.5" class="cd-line" />
        <rect x="82" y="106" width="44" height="7" rx="3.5" class="cd-line" />
      </g>
    </svg>
  );
}
