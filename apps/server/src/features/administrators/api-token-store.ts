import type { ApiTokenId, Instant } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { ApiToken } from './administrator.ts';

export interface ApiTokenStore {
  createApiToken(token: ApiToken, tokenHash: string): Promise<void>;
  findApiToken(tokenHash: string): Promise<ApiToken | undefined>;
  readApiToken(id: ApiTokenId): Promise<ApiToken | undefined>;
  apiTokensPage(question: PageQuestion & { readonly q?: string | undefined }): Promise<Page<ApiToken>>;
  touchApiToken(id: ApiTokenId, lastUsedAt: Instant): Promise<void>;
  deleteApiToken(id: ApiTokenId): Promise<void>;
}
