import { lookUpLanguage, type Language } from '@holdover/phrases';
import type { FastifyRequest } from 'fastify';

export function languageOf(request: FastifyRequest): Language {
  return lookUpLanguage(request.headers['accept-language'] ?? '', 'en');
}
