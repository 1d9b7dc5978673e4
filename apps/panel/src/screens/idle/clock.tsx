import { useComputed } from '@preact/signals';
import { dayOf, timeOfDay } from '../../formats.ts';
import { usePanelApp } from '../../panel-app.ts';

export function Clock() {
  const { now, texts } = usePanelApp();
  const face = useComputed(() => {
    void now.value;
    const at = new Date();
    return { time: timeOfDay(at, texts.value.language), day: dayOf(at, texts.value.language) };
  });
  return (
    <div class="clock">
      <p class="clock__time">{face.value.time}</p>
      <p class="clock__day">{face.value.day}</p>
    </div>
  );
}
