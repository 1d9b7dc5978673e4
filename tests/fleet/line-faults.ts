import { milliseconds, seconds } from '@holdover/kernel';
import type { Line } from '@holdover/testbed/simulation';
import type { LineFaultName } from './step.ts';

/** Makes something wrong with a line; what was wrong before is over. */
export function breakLine(line: Line, fault: LineFaultName): void {
  line.heal();
  switch (fault) {
    case 'cut':
      return line.set({ state: 'cut' });
    case 'reset':
      return line.reset();
    case 'refused':
      line.set({ state: 'refused' });
      return line.reset();
    case 'slow':
      return line.set({ delay: { least: milliseconds(300), most: seconds(8) } });
    case 'drop':
      return line.set({ requestsLost: 0.3, answersLost: 0.3, framesLost: 0.3 });
    case 'duplicate':
      return line.set({ duplicated: 0.5 });
    case 'reorder':
      return line.set({ reordered: 0.4, heldUp: seconds(3) });
    case 'status-401':
    case 'status-429':
    case 'status-500':
    case 'status-503': {
      const status = Number(fault.slice('status-'.length));
      return line.set({ instead: { share: 0.6, answer: { status, text: '<html>no JSON of ours</html>' } } });
    }
  }
}
