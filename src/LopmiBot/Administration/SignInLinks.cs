using System.Buffers.Text;
using System.Security.Cryptography;

namespace LopmiBot.Administration;

/// <summary>
/// Links that sign somebody in once: whoever can write in the bot's folder can make one. The folder holds hashes of the keys
/// and whom they are for, so that reading it signs nobody in.
/// </summary>
/// <param name="folder">The folder; it is made when missing.</param>
/// <param name="time">The clock.</param>
public sealed class SignInLinks(string folder, TimeProvider time)
{
    /// <summary>Whoever starts the bot, or has its folder.</summary>
    public const string Console = "console";

    /// <summary>A link that nobody used in this time is of no use any more.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(30);

    private const int KeyBytes = 32;

    /// <summary>The folder that settings keep links in.</summary>
    public static string FolderIn(string data) => Path.Combine(data, "sign-in");

    /// <summary>Makes a link, relative to the bot's address.</summary>
    /// <param name="who">Whom it is for, as the audit log names them.</param>
    public string Create(string who = Console)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in new DirectoryInfo(folder).EnumerateFiles().Where(IsOld))
        {
            old.Delete();
        }

        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        File.WriteAllText(PathOf(key), who);
        return "admin/sign-in?key=" + key;
    }

    /// <summary>Whom a key is for, which is not used up by that; <see langword="null"/>: it is of no use.</summary>
    public string? Find(string? key)
    {
        if (key is not { Length: > 0 and < 200 } || new FileInfo(PathOf(key)) is not { Exists: true } file || IsOld(file))
        {
            return null;
        }

        try
        {
            return File.ReadAllText(file.FullName);
        }
        catch (IOException)
        {
            // Used in this moment.
            return null;
        }
    }

    /// <summary>Uses a key up.</summary>
    /// <returns>Whom it is for; <see langword="null"/>: it is of no use.</returns>
    public string? Use(string? key)
    {
        if (Find(key) is not { } who)
        {
            return null;
        }

        try
        {
            // Of two that use it at once, one finds nothing to move.
            var used = PathOf(key!) + ".used";
            File.Move(PathOf(key!), used);
            File.Delete(used);
            return who;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private bool IsOld(FileInfo file) => time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > ValidFor;

    private string PathOf(string key) => Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key))));
}
