using System.Buffers.Text;
using System.Security.Cryptography;

namespace LopmiBot.Administration;

/// <summary>
/// Links that sign an administrator in once: whoever can write in the bot's folder can make one. The folder holds hashes of
/// the keys, so that reading it signs nobody in.
/// </summary>
/// <param name="folder">The folder; it is made when missing.</param>
/// <param name="time">The clock.</param>
public sealed class SignInLinks(string folder, TimeProvider time)
{
    /// <summary>A link that nobody used in this time is of no use any more.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(30);

    private const int KeyBytes = 32;

    /// <summary>The folder that settings keep links in.</summary>
    public static string FolderIn(string data) => Path.Combine(data, "sign-in");

    /// <summary>Makes a link, relative to the bot's address.</summary>
    public string Create()
    {
        Directory.CreateDirectory(folder);
        foreach (var old in new DirectoryInfo(folder).EnumerateFiles().Where(IsOld))
        {
            old.Delete();
        }

        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        File.WriteAllBytes(PathOf(key), []);
        return "admin/sign-in?key=" + key;
    }

    /// <summary>Uses a key up.</summary>
    /// <returns>Whether it was good.</returns>
    public bool Use(string? key)
    {
        if (key is not { Length: > 0 and < 200 })
        {
            return false;
        }

        var file = new FileInfo(PathOf(key));
        if (!file.Exists || IsOld(file))
        {
            return false;
        }

        try
        {
            // Of two that use it at once, one finds nothing to move.
            var used = file.FullName + ".used";
            File.Move(file.FullName, used);
            File.Delete(used);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool IsOld(FileInfo file) => time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > ValidFor;

    private string PathOf(string key) => Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key))));
}
