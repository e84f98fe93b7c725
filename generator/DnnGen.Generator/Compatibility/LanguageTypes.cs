// What the compiler looks for behind records, init and [^1], and netstandard2.0 does not have. Written by hand: a generator
// of such types adds them in another order in every build, and the package would not be the same bytes twice.
namespace System
{
    /// <summary>A place in a sequence, from its beginning or its end.</summary>
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        /// <summary>The place, counted from the beginning.</summary>
        public int GetOffset(int length) => fromEnd ? length - value : value;
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>Marks a setter that may be used in initializers alone.</summary>
    internal static class IsExternalInit;
}
