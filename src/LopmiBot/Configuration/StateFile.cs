using LopmiBot.Storage;

namespace LopmiBot.Configuration;

/// <summary>The state database that the settings name.</summary>
internal static class StateFile
{
    /// <summary>Opens it and brings its schema up to date; it is made when missing.</summary>
    public static StateDatabase Open(BotSettings settings)
    {
        if (settings.ConnectionString is { } server)
        {
            return PostgreSqlDatabase.Open(server);
        }

        Directory.CreateDirectory(settings.Data);
        return SqliteDatabase.Open(settings.StatePath);
    }
}
