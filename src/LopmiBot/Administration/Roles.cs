using System.Security.Claims;
using LopmiBot.Conversation.Memory;

namespace LopmiBot.Administration;

/// <summary>What people may do on the administrators' pages.</summary>
public static class Roles
{
    /// <summary>Everything.</summary>
    public const string Administrator = "administrator";

    /// <summary>Documents: upload, review, publish, reindex.</summary>
    public const string Curator = "curator";

    /// <summary>Policy for what curators may do too.</summary>
    public const string Curate = "curate";

    /// <summary>Policy for what administrators alone may do.</summary>
    public const string Administer = "administer";

    /// <summary>How Microsoft Entra names a person, wherever they are.</summary>
    private const string ObjectId = "oid";

    /// <summary>The role of somebody who signed in with a provider; <see langword="null"/>: none.</summary>
    public static string? Of(ClaimsPrincipal person, AdminOptions admin, ConversationOptions conversation)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(admin);
        ArgumentNullException.ThrowIfNull(conversation);
        var groups = person.FindAll(admin.GroupsClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var inTeams = person.FindFirstValue(ObjectId) is { Length: > 0 } id ? "teams:" + id : null;
        return admin.AdministratorGroups.Any(groups.Contains) || (inTeams is not null && conversation.Administrators.Contains(inTeams, StringComparer.Ordinal)) ? Administrator
            : admin.CuratorGroups.Any(groups.Contains) || (inTeams is not null && conversation.Curators.Contains(inTeams, StringComparer.Ordinal)) ? Curator
            : null;
    }

    /// <summary>The role of somebody who signed in with a link; <see langword="null"/>: none, any more.</summary>
    /// <param name="who">As the audit log names them.</param>
    /// <param name="conversation">Who has one.</param>
    public static string? Of(string who, ConversationOptions conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return who == SignInLinks.Console || conversation.Administrators.Contains(who, StringComparer.Ordinal) ? Administrator
            : conversation.Curators.Contains(who, StringComparer.Ordinal) ? Curator
            : null;
    }

    /// <summary>Who somebody is in the audit log.</summary>
    public static string NameOf(ClaimsPrincipal person) => person.FindFirstValue(ClaimTypes.NameIdentifier) ?? "unknown";
}
