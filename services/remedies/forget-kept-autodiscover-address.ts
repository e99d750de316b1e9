import { asSteps, autodiscoverValues } from '../readings/client-values.ts';
import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'forget-kept-autodiscover-address',
  title: 'Let Outlook forget the address that it kept',
  effect: 'person',
  parameters: (seen) => ({ kept: seen.text('client.autodiscoverFirstUrl') ?? '' }),
  when: whenLikely,
  steps: (seen) => [
    'Ctrl and right-click the Outlook icon beside the clock, Test E-mail AutoConfiguration, Log: note which step answers, and with which address.',
    'Look below HKEY_CURRENT_USER\\SOFTWARE\\Microsoft\\Office\\<version>\\Outlook\\AutoDiscover and the same below Policies for PreferLocalXML, and for a value named like the mail domain that holds the path of a file: write them down, then delete them.',
    ...asSteps(autodiscoverValues(seen, 'ExcludeLastKnownGoodURL', 1)),
    'Outlook 2010 knows that value from build 14.0.7140.5001.',
  ],
  consequences: 'Outlook on that PC asks the directory and DNS at every lookup.',
  rollback: 'Delete ExcludeLastKnownGoodURL, and put back what was written down.',
  verification:
    'The log of Test E-mail AutoConfiguration begins with the service connection point or a name of the mail domain.',
  source: 'Microsoft, "How to control Autodiscover via Group Policy"',
});
