import { Fault, utf8 } from '@holdover/kernel';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice for Argon2id with little memory: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A PHC string with a random salt; the cost is in it, so it may rise later. */
export function hashPassword(password: string): Promise<string> {
  return hash(utf8(password), COST);
}

/** @throws Fault `password-hash-damaged` when the stored text is no PHC string: never the same answer as a wrong password */
export async function verifyPassword(phc: string, password: string): Promise<boolean> {
  try {
    return await verify(phc, utf8(password));
  } catch (cause) {
    throw new Fault({
      owner: 'environment',
      code: 'password-hash-damaged',
      message: 'A stored password hash cannot be read',
      cause,
    });
  }
}
