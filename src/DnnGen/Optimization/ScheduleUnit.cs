namespace DnnGen;

/// <summary>What a <see cref="Schedule"/> counts during a training.</summary>
public enum ScheduleUnit
{
    /// <summary>Epochs: the rate stays the same from the first step of an epoch to its last.</summary>
    Epoch,

    /// <summary>Steps: the rate may change with every update of the parameters.</summary>
    Step,
}
