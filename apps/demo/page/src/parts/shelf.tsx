import { useSignal } from '@preact/signals';
import type { Sending, StageDevice, StageUser } from '../../../src/stage/stage.ts';
import type { Text } from '../language.ts';

interface ShelfProps {
  readonly users: readonly StageUser[];
  readonly device: StageDevice;
  readonly text: Text;
  readonly onTap: (userName: string) => void;
  readonly onSend: (userName: string, to: Sending['to']) => void;
}

/** What lies on the visitor's desk: a card and a note with the PIN for each person, and a document to send. */
export function Shelf({ users, device, text, onTap, onSend }: ShelfProps) {
  const to = useSignal<Sending['to']>('device');
  const place = to.value === 'server' ? text('demo.shelf.server') : device.name;
  return (
    <section class="shelf" aria-labelledby="shelf-heading">
      <h2 id="shelf-heading" class="visually-hidden">
        {text('demo.shelf.heading')}
      </h2>
      <Destination to={to.value} device={device.name} text={text} onChoose={(next) => (to.value = next)} />
      <ul>
        {users.map((user, index) => (
          <li key={user.userName}>
            <Card
              user={user}
              tint={index % 4}
              isIn={device.session === user.fullName}
              text={text}
              onTap={() => onTap(user.userName)}
            />
            <div class="beside">
              <p class="note">
                {text('demo.shelf.pin')} <b>{user.pin}</b>
              </p>
              <button
                type="button"
                class="send"
                aria-label={text('demo.shelf.sendFor', { name: user.fullName, device: place })}
                onClick={() => onSend(user.userName, to.value)}
              >
                <SheetMark />
                {text('demo.shelf.send')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface DestinationProps {
  readonly to: Sending['to'];
  readonly device: string;
  readonly text: Text;
  readonly onChoose: (to: Sending['to']) => void;
}

/** The two queues a workstation could print to. */
function Destination({ to, device, text, onChoose }: DestinationProps) {
  const choices = [
    ['device', device],
    ['server', text('demo.shelf.server')],
  ] as const;
  return (
    <fieldset class="destination">
      <legend>{text('demo.shelf.destination')}</legend>
      {choices.map(([value, label]) => (
        <label key={value}>
          <input type="radio" name="destination" checked={to === value} onChange={() => onChoose(value)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface CardProps {
  readonly user: StageUser;
  readonly tint: number;
  readonly isIn: boolean;
  readonly text: Text;
  readonly onTap: () => void;
}

function Card({ user, tint, isIn, text, onTap }: CardProps) {
  const taps = useSignal(0);
  const initials = user.fullName
    .split(' ')
    .map((part) => part.charAt(0))
    .join('');
  return (
    <button
      type="button"
      class={`card tint-${tint}`}
      aria-label={`${text('demo.shelf.tap')}: ${text('demo.shelf.card', { name: user.fullName })}`}
      onClick={() => {
        taps.value += 1;
        onTap();
      }}
    >
      <span class={taps.value === 0 ? 'card__face' : 'card__face card__face--tapped'} key={taps.value}>
        <span class="portrait" aria-hidden="true">
          {initials}
        </span>
        <span class="name">{user.fullName}</span>
        <svg class="waves" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 5.5a5 5 0 0 1 0 5M6 4a8 8 0 0 1 0 8M9 2.5a11 11 0 0 1 0 11" />
        </svg>
        <span class="tap">{isIn ? text('demo.shelf.loggedIn') : text('demo.shelf.tap')}</span>
      </span>
    </button>
  );
}

function SheetMark() {
  return (
    <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
      <path
        d="M4 1.5h5.5L13 5v9.5H4zM9.5 1.5V5H13M6.5 8h4M6.5 11h4"
        fill="none"
        stroke="currentColor"
        stroke-width="1.3"
        stroke-linejoin="round"
      />
    </svg>
  );
}
