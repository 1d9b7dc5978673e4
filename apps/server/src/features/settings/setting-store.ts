import type { Json } from '@holdover/kernel';

/** Documents of settings by name. What is in them is for their readers to check. */
export interface SettingStore {
  read(name: string): Promise<unknown>;
  write(name: string, value: Json): Promise<void>;
}
