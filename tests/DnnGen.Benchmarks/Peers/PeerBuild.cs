using System.Reflection;
using System.Runtime.InteropServices;

namespace DnnGen.Benchmarks.Peers;

/// <summary>Whether the native halves of the peers came with this build, and why one of them does not load.</summary>
internal static class PeerBuild
{
    /// <summary>Whether this program was built with <c>-p:Peers=true</c>.</summary>
    public static bool HasPeers { get; } = typeof(PeerBuild).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Any(attribute => attribute is { Key: "Peers", Value: "true" });

    /// <summary>Loads a peer's native half as the system does, before the peer tries: what is wrong then is said by the system.</summary>
    /// <param name="assembly">The managed half.</param>
    /// <param name="libraries">The names of its native libraries, in the order in which they need each other.</param>
    /// <returns>Null, or one sentence that says why there is no such peer here.</returns>
    public static string? Load(Assembly assembly, params string[] libraries)
    {
        if (!HasPeers)
        {
            return "its native library is not part of this build; build with -p:Peers=true";
        }

        try
        {
            foreach (string library in libraries)
            {
                NativeLibrary.Load(library, assembly, DllImportSearchPath.SafeDirectories);
            }

            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            return $"it does not load: {Reason(exception.Message)}";
        }
    }

    /// <summary>The system tells every place where it looked; of interest is the one where it found the file and something was missing.</summary>
    private static string Reason(string message)
    {
        string[] lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string reason = lines.FirstOrDefault(line => line.Contains("not found", StringComparison.Ordinal)) ?? lines[0];
        return string.Join(' ', reason.Split(' ').Select(word => word.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal) ? Path.GetFileName(word) : word));
    }
}
