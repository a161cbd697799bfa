namespace LopmiBot.Conversation.Installations;

/// <summary>A workspace that the bot was installed in.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Workspace">Id of the workspace, unique in the channel.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Bot">Id of the bot's own user there.</param>
/// <param name="Secrets">Its tokens, as text of the channel's own. Kept encrypted, never logged.</param>
/// <param name="InstalledAt">When.</param>
public sealed record Installation(string Channel, string Workspace, string Name, string Bot, string Secrets, DateTimeOffset InstalledAt)
{
    /// <summary>Without the secrets, for logs.</summary>
    public override string ToString() => $"{Channel}:{Workspace} ({Name})";
}

/// <summary>Workspaces and their tokens.</summary>
public interface IInstallationStore
{
    /// <summary>Keeps an installation, in place of the workspace's last.</summary>
    Task KeepAsync(Installation installation, CancellationToken cancellationToken);

    /// <summary>The installation of a workspace.</summary>
    Task<Installation?> FindAsync(string channel, string workspace, CancellationToken cancellationToken);

    /// <summary>Forgets a workspace and its tokens.</summary>
    Task ForgetAsync(string channel, string workspace, CancellationToken cancellationToken);
}
