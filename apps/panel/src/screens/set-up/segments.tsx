import { useId } from 'preact/hooks';
import { Icon, type IconName } from '../../parts/icon.tsx';

interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: IconName;
  readonly disabled?: boolean;
}

interface SegmentsProps<T extends string> {
  readonly name: string;
  readonly value: T;
  readonly segments: readonly Segment<T>[];
  readonly onChoose: (value: T) => void;
}

/** One of two or three, all in sight: a touch each. */
export function Segments<T extends string>({ name, value, segments, onChoose }: SegmentsProps<T>) {
  const id = useId();
  return (
    <fieldset class="option">
      <legend class="option__name">{name}</legend>
      <div class="segments">
        {segments.map(({ value: own, label, icon, disabled }) => (
          <label key={own} class="segment">
            <input
              type="radio"
              name={id}
              checked={own === value}
              disabled={disabled === true}
              onChange={() => onChoose(own)}
            />
            <span class="segment__face">
              {icon === undefined ? null : <Icon name={icon} />}
              <span>{label}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
