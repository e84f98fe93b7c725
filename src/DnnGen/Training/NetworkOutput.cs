namespace DnnGen;

/// <summary>One of several outputs of a network, and where its numbers lie in matrices that hold all of them.</summary>
/// <param name="Name">What the declaration calls it.</param>
/// <param name="Row">The first of its rows in AL, the outputs one below the other.</param>
/// <param name="Size">Its outputs for one example: its rows in AL.</param>
/// <param name="LabelRow">The first of its rows in Y, the labels one below the other.</param>
/// <param name="LabelSize">Its labels for one example: its rows in Y.</param>
/// <param name="Steps">Its time steps; 1 where it is no sequence.</param>
/// <param name="LabelsAreClasses">Whether a label is the number of a class, counted from 0.</param>
/// <param name="Activation">The activation that it comes out of, from which follows how it is judged.</param>
/// <param name="Weight">What its cost counts in the cost of the network.</param>
public sealed record NetworkOutput(
    string Name, int Row, int Size, int LabelRow, int LabelSize, int Steps, bool LabelsAreClasses, Activation Activation, double Weight);
