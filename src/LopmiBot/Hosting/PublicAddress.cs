using LopmiBot.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LopmiBot.Hosting;

/// <summary>The address under which people reach the bot.</summary>
internal static class PublicAddress
{
    /// <summary>As configured, else where the server listens.</summary>
    public static Uri Of(BotSettings settings, IServer server) =>
        settings.PublicUrl is { } configured ? new Uri(configured.TrimEnd('/') + "/") : Listening(server);

    /// <summary>Where the server listens; an address that means "everywhere" is written as localhost.</summary>
    public static Uri Listening(IServer server)
    {
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost/";
        var address = BindingAddress.Parse(listening);
        var host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri;
    }
}
