namespace DnnGen.Generator.Shapes;

/// <summary>An input of the network.</summary>
/// <param name="Name">Its name; empty where it is the only one and has none.</param>
/// <param name="Shape">The shape of one example.</param>
/// <param name="Row">The first of its rows where all inputs lie one below the other.</param>
internal sealed record NetworkInput(string Name, TensorShape Shape, int Row)
{
    /// <summary>The numbers of one example.</summary>
    public int Size => Shape.Size;
}
