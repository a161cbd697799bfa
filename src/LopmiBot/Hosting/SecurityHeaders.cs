using LopmiBot.Administration;

namespace LopmiBot.Hosting;

/// <summary>Headers that keep a page to itself: nothing from elsewhere, no frames, no referrer; scripts, of the program's own, for administrators alone.</summary>
/// <param name="next">The rest of the pipeline.</param>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string AdminContentSecurityPolicy = ContentSecurityPolicy + "; script-src 'self'; connect-src 'self'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        var isAdmin = context.Request.Path.StartsWithSegments(AdminPages.Root, StringComparison.OrdinalIgnoreCase);
        headers.ContentSecurityPolicy = isAdmin ? AdminContentSecurityPolicy : ContentSecurityPolicy;
        if (isAdmin)
        {
            headers.CacheControl = "no-cache, no-store";
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        return next(context);
    }
}
