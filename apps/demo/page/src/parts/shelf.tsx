import type { StageDevice, StageUser } from '../../../src/stage/stage.ts';
import type { Text } from '../language.ts';

interface ShelfProps {
  readonly users: readonly StageUser[];
  readonly device: StageDevice;
  readonly text: Text;
  readonly onTap: (userName: string) => void;
  readonly onSend: (userName: string) => void;
}

/** What lies on the visitor's desk: a card and a note with the PIN for each person, and a document to send. */
export function Shelf({ users, device, text, onTap, onSend }: ShelfProps) {
  return (
    <section class="shelf" aria-labelledby="shelf-heading">
      <h2 id="shelf-heading">{text('demo.shelf.heading')}</h2>
      <ul>
        {users.map((user, index) => (
          <li key={user.userName}>
            <button
              type="button"
              class={`card tint-${index % 4}`}
              aria-label={`${text('demo.shelf.tap')}: ${text('demo.shelf.card', { name: user.fullName })}`}
              onClick={() => onTap(user.userName)}
            >
              <CardFace user={user} />
              <span class="tap">{text('demo.shelf.tap')}</span>
            </button>
            <div class="beside">
              <p class="note">
                {text('demo.shelf.pin')} <b>{user.pin}</b>
              </p>
              <button
                type="button"
                aria-label={text('demo.shelf.sendFor', { name: user.fullName, device: device.name })}
                onClick={() => onSend(user.userName)}
              >
                {text('demo.shelf.send')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CardFace({ user }: { user: StageUser }) {
  const initials = user.fullName
    .split(' ')
    .map((part) => part.charAt(0))
    .join('');
  return (
    <>
      <span class="portrait" aria-hidden="true">
        {initials}
      </span>
      <span class="name">{user.fullName}</span>
      <svg class="waves" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M3 5.5a5 5 0 0 1 0 5M6 4a8 8 0 0 1 0 8M9 2.5a11 11 0 0 1 0 11" />
      </svg>
    </>
  );
}
