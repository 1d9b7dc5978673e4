import type { ProfileId } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { Profile } from './profile.ts';

export interface ProfileStore {
  create(profile: Profile): Promise<void>;
  update(profile: Profile): Promise<void>;
  delete(id: ProfileId): Promise<void>;
  read(id: ProfileId): Promise<Profile | undefined>;
  readDefault(): Promise<Profile | undefined>;
  /** Whatever its case. */
  findByName(name: string): Promise<Profile | undefined>;
  page(question: PageQuestion & { readonly q?: string | undefined }): Promise<Page<Profile>>;
  all(): Promise<readonly Profile[]>;
}
