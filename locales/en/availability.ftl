# Availability of the network
availability-title = Availability
availability-to-come = Period to come
availability-to-come-why = Only what is past is measured. Choose a period that has begun.
availability-no-site = No site served in the period
availability-no-site-why = A site counts once it is connected, by fibre or by a carrier.
availability-figures = Figures of the period
availability-figure = Indicator
availability-value = Value
availability-on-window = On the service window
availability-always = Around the clock
availability-cuts-all = Cuts
availability-cuts-window = Of these, in the service window
availability-mean = Mean duration of an incident
availability-mean-in-window = The same in service time
availability-mean-seconds = Mean duration in seconds
availability-link = Link
availability-link-own = The authority’s network
availability-link-carrier = Carrier
availability-base-seconds = Base time in seconds
availability-down-seconds = Down time in seconds
availability-down-time = Down time of the sites
availability-carriers = Carriers’ links
availability-carriers-lead = Outside the 99.5 %: each outage is judged on the repair time the carrier guarantees (R5.8).
availability-repair = Guaranteed time
availability-judged = Outages judged
availability-respected = Within the time
availability-lengths = Lengths
availability-incidents = Incidents ended in the period
availability-no-incident = No outage touches this period.
availability-still-open = Still open when the period ends
availability-site-page = Page of the site
availability-planned = Announced maintenance
availability-sites = Sites counted
availability-network-base = Sum of weights × base time, in seconds
availability-network-down = Sum of weights × down time, in seconds
availability-rule-incidents = Mean duration = sum of the whole lengths of the outages ended in the period ÷ how many they are; an outage of several sites counts once, one wholly announced does not count
availability-ended = Outages ended in the period
availability-ended-seconds = Sum of their lengths
availability-rule-cuts = Cuts of each site begun in the period and not wholly announced; those that overlap or touch are one
availability-all-cuts = Cuts, all
availability-all-cuts-in-window = Cuts that touch the service window
availability-calendar = Days of outage
availability-calendar-none = Nothing was down in the service window of this period.
availability-calendar-description = Days with down time in the service window: { $count }. The worst, all sites together: { $day }, { $time }.
availability-timeline = Sites cut off
availability-timeline-description = { $shown } of the { $count } sites cut off in the period, the longest first.

# State of the network
status-title = State of the network
status-all-works = No known outage
status-all-works-why = If something does not work at your place, open a ticket.
status-cut-off = { $count ->
    [one] One outage under way
   *[other] { $count } outages under way
}
status-since = since { $at }
status-ahead = Announced works
status-ahead-none = No works announced.
status-past = The last { $days } days
status-past-none = No outage ended in these days.
status-figures = Availability and outages in detail
status-follow = Being told
status-follow-how = A mail can tell you when an outage begins and when it ends; announced works come into your calendar.
status-follow-choose = Choose my notifications
status-follow-calendar = Subscribe to the calendar
