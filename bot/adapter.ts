import {
  ActivityTypes,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type TurnContext,
} from 'botbuilder';
import type { Authorization } from './connector.ts';
import { activitySchema } from './turn.ts';
import type { Turns } from './turns.ts';

/** The bot's identity at Teams. */
export interface TeamsIdentity {
  readonly appId: string;
  readonly tenantId: string;
  readonly secret: string;
}

/** Who checks that a request comes from Teams, and what proves to Teams that we are we. */
export interface Identity {
  readonly adapter: CloudAdapter;
  readonly authorization: Authorization;
}

/** Scope of tokens for the Bot Connector, and where they are issued (Bot Connector authentication, step 1). */
const scope = 'https://api.botframework.com';

/** The adapter of a registered bot. */
export function teamsIdentity({ appId, tenantId, secret }: TeamsIdentity): Identity {
  const credentialsFactory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    MicrosoftAppPassword: secret,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppType: 'SingleTenant',
  });
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(
      { MicrosoftAppId: appId, MicrosoftAppTenantId: tenantId, MicrosoftAppType: 'SingleTenant' },
      credentialsFactory,
    ),
  );
  return {
    adapter,
    async authorization() {
      const credentials = await credentialsFactory.createCredentials(
        appId,
        scope,
        `https://login.microsoftonline.com/${tenantId}`,
        true,
      );
      const headers = new Map<string, string>();
      const request = {
        url: scope,
        headers: { set: (name: string, text: string) => headers.set(name.toLowerCase(), text) },
      };
      // signRequest wants a whole WebResource and touches nothing of it but headers.set.
      await credentials.signRequest(request as unknown as Parameters<typeof credentials.signRequest>[0]);
      return headers.get('authorization');
    },
  };
}

/** The adapter of the lab: it believes everybody, so it must never be reachable from outside this machine. */
export function labIdentity(): Identity {
  return {
    adapter: new CloudAdapter(new ConfigurationBotFrameworkAuthentication({})),
    authorization: () => Promise.resolve(undefined),
  };
}

/** The logic of one botbuilder turn: hands the activity to the turns and an invoke's answer back. */
export const logicOf =
  (turns: Turns) =>
  async (context: TurnContext): Promise<void> => {
    const answer = await turns(activitySchema.parse(context.activity));
    if (answer !== undefined) {
      await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: answer });
    }
  };
