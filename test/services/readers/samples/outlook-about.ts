/** Lines with the build that they name. */
export const lines: readonly (readonly [string, string])[] = [
  [
    'Microsoft® Outlook® for Microsoft 365 MSO (Version 2310 Build 16.0.16924.20054) 64-bit',
    '16.0.16924.20054',
  ],
  ['Microsoft® Outlook® 2016 MSO (16.0.4266.1001) 64-Bit', '16.0.4266.1001'],
  ['Microsoft Outlook 2010 (14.0.7187.5000) SP2 MSO (14.0.7180.5000)', '14.0.7187.5000'],
  ['Microsoft® Outlook® 2013 (15.0.4569.1506) MSO (15.0.4569.1506) 32-Bit', '15.0.4569.1506'],
  ['Version 2308 (Build 16731.20460 Click-to-Run)', '16.0.16731.20460'],
  ['Version 2308 (Build 16731.20460 Klick-und-Los)', '16.0.16731.20460'],
];

/** Texts as people paste them. */
export default lines.map(([text]) => text);
