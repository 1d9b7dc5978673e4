/**
 * What people type to show who they are.
 * Invariant: it leaves the state when it is sent; what is kept of it afterwards is the user name.
 */
export type Proof = PinProof | PasswordProof;

export interface PinProof {
  readonly with: 'pin';
  readonly pin: string;
}

export interface PasswordProof {
  readonly with: 'password';
  readonly userName: string;
  readonly password: string;
  /** Where the next character goes. */
  readonly field: PasswordField;
}
export type PasswordField = 'userName' | 'password';

export type ProofInput =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'field-chosen'; readonly field: PasswordField }
  /** PIN or password; at login also the way in by password, and back. */
  | { readonly type: 'proof-chosen'; readonly with: Proof['with'] };
