// Slack's own clients against a counterpart: prints what each call gave, a line of JSON each.
import { LogLevel, SocketModeClient } from '@slack/socket-mode';
import { WebClient } from '@slack/web-api';

const [apiUrl, botToken, appToken] = process.argv.slice(2);
const say = (line) => console.log(JSON.stringify(line));
const refused = async (call) => {
  try {
    await call();
    return 'taken';
  } catch (error) {
    return error.data?.error ?? error.code ?? String(error);
  }
};

const web = new WebClient(botToken, { slackApiUrl: apiUrl, logLevel: LogLevel.ERROR, retryConfig: { retries: 0 } });
const section = { type: 'section', text: { type: 'plain_text', text: 'quoted' } };
const posted = await web.chat.postMessage({ channel: 'C1', text: 'plain', blocks: [section] });
say({ posted: posted.ok, ts: posted.ts });
say({ identity: (await web.auth.test()).user_id });
say({ tooLong: await refused(() => web.chat.postMessage({ channel: 'C1', text: 'plain', blocks: [{ type: 'section', text: { type: 'plain_text', text: 'x'.repeat(3001) } }] })) });
say({ stranger: await refused(() => new WebClient('xoxb-wrong', { slackApiUrl: apiUrl, logLevel: LogLevel.ERROR, retryConfig: { retries: 0 } }).auth.test()) });

const socket = new SocketModeClient({ appToken, clientOptions: { slackApiUrl: apiUrl }, logLevel: LogLevel.ERROR });
socket.on('slash_commands', async ({ body, ack }) => {
  await ack({ text: `heard ${body.text}` });
  say({ command: body.text });
});
socket.on('app_mention', async ({ event, ack }) => {
  await ack();
  say({ mention: event.text });
  await socket.disconnect();
  process.exit(0);
});
await socket.start();
say({ connected: true });
