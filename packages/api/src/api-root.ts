/** Where the REST interface lives. In a module of its own: whoever calls one operation ships no other. */
export const API_ROOT = '/api/v1';
