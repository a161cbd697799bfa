namespace LopmiBot.Slack.WebApi;

/// <summary>Questions to try in an assistant's thread. Source: docs.slack.dev, "assistant.threads.setSuggestedPrompts".</summary>
/// <param name="ChannelId">The direct message.</param>
/// <param name="ThreadTs">The thread.</param>
/// <param name="Title">Comes above them.</param>
/// <param name="Prompts">At most four.</param>
public sealed record SuggestedPrompts(string ChannelId, string ThreadTs, string? Title, IReadOnlyList<SuggestedPrompt> Prompts);

/// <summary>A question to try.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Message">What is sent.</param>
public sealed record SuggestedPrompt(string Title, string Message);

/// <summary>What the bot is doing in an assistant's thread. Source: docs.slack.dev, "assistant.threads.setStatus".</summary>
/// <param name="ChannelId">The direct message.</param>
/// <param name="ThreadTs">The thread.</param>
/// <param name="Status">Comes after the bot's name.</param>
public sealed record ThreadStatus(string ChannelId, string ThreadTs, string Status);
