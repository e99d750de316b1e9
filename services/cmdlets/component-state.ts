import { cmdletFamily } from '../cmdlet.ts';
import { keyPart, serverOf } from '../printed/names.ts';

const states = ['active', 'inactive', 'draining'];

export default cmdletFamily({
  id: 'component-state',
  cmdlets: ['Get-ServerComponentState'],
  reads: ['Server', 'ServerFqdn', 'Component', 'State'],
  marks: [['Component', 'State']],
  read: (object) => {
    const server = serverOf(object, 'Server', 'ServerFqdn');
    const component = keyPart(object.text('Component'));
    const state = object.text('State')?.toLowerCase();
    if (server === undefined || component === undefined || !state) return [];
    const value = states.includes(state) ? state : 'other';
    return [
      ['State', `components[${server}/${component}].state`, value],
      [
        'State',
        `servers[${server}].maintenance`,
        component === 'serverwideoffline' ? state !== 'active' : undefined,
      ],
    ];
  },
});
