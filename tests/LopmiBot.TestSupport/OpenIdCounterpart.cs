using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LopmiBot.TestSupport;

/// <summary>
/// An OpenID Connect provider whose only person is always signed in: authorization code flow with PKCE, one-use codes.
/// Source: openid.net, "OpenID Connect Core 1.0"; RFC 7636.
/// </summary>
public sealed class OpenIdCounterpart : IAsyncDisposable
{
    /// <summary>The client's id.</summary>
    public const string ClientId = "lopmibot";

    /// <summary>The client's secret.</summary>
    public const string ClientSecret = "counterpart-secret";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string Redirect)> _codes = new(StringComparer.Ordinal);
    private LoopbackServer? _server;

    private OpenIdCounterpart()
    {
    }

    /// <summary>Where it is.</summary>
    public string Authority => _server!.Address;

    /// <summary>Groups of the person.</summary>
    public IReadOnlyList<string> Groups { get; set; } = [];

    /// <summary>The person's object id, as Microsoft Entra gives it; <see langword="null"/>: none.</summary>
    public string? ObjectId { get; set; }

    /// <summary>Starts it.</summary>
    public static async Task<OpenIdCounterpart> StartAsync()
    {
        var provider = new OpenIdCounterpart();
        provider._server = await LoopbackServer.StartAsync(app =>
        {
            app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
            {
                issuer = provider.Authority,
                authorization_endpoint = provider.Authority + "/authorize",
                token_endpoint = provider.Authority + "/token",
                jwks_uri = provider.Authority + "/keys",
                response_types_supported = (string[])["code"],
                subject_types_supported = (string[])["public"],
                id_token_signing_alg_values_supported = (string[])["RS256"],
            }));
            app.MapGet("/keys", provider.Keys);
            app.MapGet("/authorize", provider.Authorize);
            app.MapPost("/token", provider.TokenAsync);
        });
        return provider;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _key.Rsa.Dispose();
    }

    private IResult Keys()
    {
        var parameters = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = _key.KeyId, n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) } } });
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256" || query["code_challenge"].Count == 0 || query["nonce"].Count == 0)
        {
            return Results.BadRequest();
        }

        var code = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (query["code_challenge"]!, query["nonce"]!, query["redirect_uri"]!);
        var answer = new Dictionary<string, string?>(StringComparer.Ordinal) { ["code"] = code, ["state"] = query["state"] };
        if (query["response_mode"] != "form_post")
        {
            return Results.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"]!, answer));
        }

        return Results.Content($"<form method=post action=\"{query["redirect_uri"]}\">{string.Concat(answer.Select(field => $"<input type=hidden name={field.Key} value=\"{field.Value}\">"))}</form><script>document.forms[0].submit()</script>", "text/html");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret || !_codes.TryRemove(form["code"].ToString(), out var asked) || form["redirect_uri"] != asked.Redirect
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = "person-1", ["name"] = "Someone", ["nonce"] = asked.Nonce, ["groups"] = Groups };
        if (ObjectId is { } id)
        {
            claims["oid"] = id;
        }

        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Authority,
            Audience = ClientId,
            Expires = DateTime.UtcNow.AddMinutes(5),
            Claims = claims,
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        });
        return Results.Json(new { access_token = "none", token_type = "Bearer", id_token = token });
    }
}
