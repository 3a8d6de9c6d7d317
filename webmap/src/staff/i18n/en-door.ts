import type { deDoor } from './de-door';

export const enDoor: typeof deDoor = {
  loginTitle: 'Sign in',
  loginIntro: 'For the staff of the city.',
  expiredTitle: 'Please sign in again',
  expiredIntro: 'Your session has ended. What you have entered is still here.',
  email: 'E-mail',
  password: 'Password',
  showPassword: 'Show password',
  signIn: 'Sign in',
  signingIn: 'One moment …',
  codeTitle: 'Second step',
  codeIntro: 'Enter the six digits from your authenticator app.',
  code: 'Code from the app',
  useRecovery: 'I do not have my device with me',
  recoveryIntro: 'Enter one of your recovery codes. Each works once.',
  recovery: 'Recovery code',
  useCode: 'Enter the code from the app after all',
  otherAccount: 'Another account',
  cancel: 'Cancel',
  wrongLogin: 'E-mail and password do not match. Mind capital letters.',
  wrongCode: 'This code does not work (any more). Wait for the next one and try again.',
  tooMany: (s) =>
    s > 90
      ? `Too many attempts. You can go on in ${Math.ceil(s / 60)} minutes.`
      : `Too many attempts. You can go on in ${s} seconds.`,
  unreachable: 'The server cannot be reached right now. Try again in a moment.',
  required: 'Please fill this in.',

  setupTitle: 'Welcome to mitte',
  setupIntro: 'Create the first administrator. This invitation works only once.',
  name: 'Name',
  newPassword: 'New password',
  newPasswordHint: 'At least 12 characters. A sentence only you know beats many special characters.',
  tooShort: 'The password needs at least 12 characters.',
  createAccount: 'Create the account',
  accountCreated: 'The account has been created, you are signed in.',

  totpTitle: 'Set up your second factor',
  totpIntro: 'Your account needs a code from your phone beside the password. This takes a minute.',
  totpScan: 'Open an authenticator app (FreeOTP or Aegis, say) and scan this picture.',
  totpQr: 'QR code for the authenticator app',
  totpByHand: 'Scanning does not work? Type this key into the app:',
  totpConfirm: 'To try it, enter the code that the app shows now.',
  totpDone: 'Your second factor is set up.',
  recoveryTitle: 'Recovery codes',
  recoveryKeep:
    'Keep these codes in a safe place, on paper for example. Each lets you in once without your phone. They are shown only now.',
  copyCodes: 'Copy codes',
  copied: 'Copied.',
  codesKept: 'I have kept the codes',
  next: 'Continue',

  stepUpTitle: 'Please confirm',
  stepUpIntro: 'This change reaches far. Enter the code from your app once more.',
  passwordTitle: 'Change password',
  oldPassword: 'Current password',
  passwordChanged: 'The password has been changed. All other sessions have ended.',
  save: 'Save',

  accountMenu: (name) => `Account: ${name}`,
  signOut: 'Sign out',
  signedOut: 'You are signed out.',
  signedInAs: (name) => `Signed in as ${name}`,
  leaveTitle: 'Sign out with a draft?',
  leaveAnswers: (n) =>
    n === 1 ? 'An answer that you began is lost with it.' : `${n} answers that you began are lost with it.`,
  leaveDrafts: (n) =>
    n === 1
      ? 'There is a draft on this device that has not been saved.'
      : `There are ${n} drafts on this device that have not been saved.`,
  leaveTyped: 'What you have entered and not saved yet is lost with it.',
  leaveKeep: 'Sign out and keep',
  leaveDrop: 'Sign out and discard',
  stay: 'Stay signed in',
  role: {
    partner: 'Partner',
    planner: 'Planning',
    staff: 'Editing',
    board: 'Board',
    admin: 'Administration',
  },
};
