import { describeDocuments } from '@holdover/testbed/contracts';
import { createMemoryDocuments } from './memory-documents.ts';

describeDocuments('a disk in memory', () => {
  const disk = createMemoryDocuments();
  let life = { alive: true };
  return {
    open: async () => disk.open(life),
    crash() {
      life.alive = false;
      life = { alive: true };
    },
    end: () => undefined,
  };
});
