import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'settle-web-sign-in',
  title: 'Settle the web sign-in',
  effect: 'person',
  parameters: (seen) => ({ page: seen.text('popup.host') ?? '' }),
  when: whenLikely,
  steps: (_, { page }) => [
    `Read the page: does it say "Activate Office", or does it ask for an account${page === '' ? '' : ` at ${String(page)}`}?`,
    'Activation: File → Office Account → sign in with the account that holds the licence, or have the volume licence repaired. The mailbox has nothing to do with it.',
    'Another account in Office: File → Office Account → sign out the one that is not needed; Windows Settings → Accounts → Access work or school.',
    'If our servers offer Bearer: ask the mail team whether hybrid modern authentication is meant to be on, before anything is changed on PCs.',
    'Test on one PC only, with the consent of those who keep the tenant: HKCU\\Software\\Microsoft\\Office\\16.0\\Common\\Identity, EnableADAL (DWORD) 0; delete it afterwards.',
  ],
  consequences:
    'With EnableADAL 0 every Office program on that PC loses modern authentication and whatever second factor hangs on it.',
  rollback: 'Sign in again; delete EnableADAL.',
  verification: 'Three starts of Outlook without the page.',
  source: 'Microsoft, "Hybrid modern authentication overview"; EnableADAL',
});
