using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Declaration;

/// <summary>A recurrent layer over a sequence.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Units">The numbers of its state.</param>
/// <param name="Sequence">Whether the state of every step comes out.</param>
/// <param name="ForgetBias">What the forget gate of an LSTM starts with.</param>
internal sealed record RecurrentDeclaration(RecurrentKind Kind, int Units, bool Sequence, double ForgetBias) : LayerDeclaration
{
    /// <summary>The forget bias when none is given.</summary>
    public const double StandardForgetBias = 1;
}
